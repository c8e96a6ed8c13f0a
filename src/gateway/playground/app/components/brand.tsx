import icon from '../icon.svg';

export const Brand = () => (
  <span className="brand">
    <img src={icon} alt="" width="22" height="22" />
    riskgraph
  </span>
);
