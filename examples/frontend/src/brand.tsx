export const Brand = () => (
  <span className="brand">
    <img src="/icon.svg" alt="" width="22" height="22" />
    riskgraph
  </span>
);
