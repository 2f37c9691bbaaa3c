/** The least a page of ours can be, under the same layout, middleware and nonce: what the bench compares with. */
export default function EmptyPage() {
  return <h1>Vide</h1>;
}
