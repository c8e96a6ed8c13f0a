type Cell = string | number | null;

/** A plain table; its rows never change place, so their position is their key. */
export const Table = ({ caption, head, rows }: { caption: string; head: string[]; rows: Cell[][] }) => (
  <table>
    <caption>{caption}</caption>
    <thead>
      <tr>
        {head.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row, position) => (
        <tr key={position}>
          {row.map((cell, column) => (
            <td key={head[column]}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
