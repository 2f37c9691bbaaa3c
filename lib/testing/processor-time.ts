/** How long this process has had a processor since the call, in milliseconds: a busy machine does not count (SEC-94). */
export function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}
