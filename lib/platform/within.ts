/**
 * Runs what asks an outside service, for at most `timeoutMs` milliseconds. Its signal ends the request, and the promise
 * rejects then even when the work does not notice: `fetch` forgets its signal when the garbage collector passes while
 * the body of an answer is on its way, and a body that stalls would be waited for in vain.
 */
export async function within<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const late = new Promise<never>((_resolve, reject) => {
    deadline.signal.addEventListener("abort", () => reject(deadline.signal.reason), { once: true });
  });
  const timer = setTimeout(() => deadline.abort(new DOMException("too late", "TimeoutError")), timeoutMs);
  try {
    return await Promise.race([work(deadline.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
