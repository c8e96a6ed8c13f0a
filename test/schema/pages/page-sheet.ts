import { getOperationAST, type OperationDefinitionNode, print } from 'graphql';
import type { MeasuredPage } from './measure-pages.ts';
import { FOLDER, pageText } from './pages.ts';
import { shortened } from './shortened.ts';

/** What the first lines of a page's file say: `# Title, for whom: what it shows.` */
interface Headline {
  title: string;
  audience: string;
  shows: string;
}

/** The part of docs/pages.md that is made: a table of all pages, and each with its answer. */
export async function sheetOf(pages: Map<string, MeasuredPage>): Promise<string> {
  const sections = await Promise.all([...pages].map(([name, page]) => sectionOf(name, page)));
  return `${[await tableOf(pages), ...sections].join('\n\n')}\n`;
}

async function tableOf(pages: Map<string, MeasuredPage>): Promise<string> {
  const head = ['page', 'for', 'cost', 'statements', 'again'];
  const rows = [...pages].map(async ([name, { took }]) => {
    const { title, audience } = await headlineOf(name);
    const link = `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`;
    return [link, audience, took.cost, took.statements, took.again];
  });
  const lines = [head, ['---', '---', '---:', '---:', '---:'], ...(await Promise.all(rows))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

async function sectionOf(
  name: string,
  { document, variables, answers, took }: MeasuredPage,
): Promise<string> {
  const { title, audience, shows } = await headlineOf(name);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const { cost, statements, again } = took;
  return [
    `## ${title}`,
    `For ${audience}: ${shows}`,
    `[\`${operation.name?.value}\`](../${FOLDER}/${name}.graphql) costs ${cost} and takes ${statements} statements, then ${again}.`,
    variablesTable(operation),
    'Asked with',
    fenced(shortened(variables)),
    'it answers',
    fenced(shortened(answers[0]?.data)),
  ].join('\n\n');
}

const fenced = (text: string) => `\`\`\`jsonc\n${text}\n\`\`\``;

function variablesTable({ variableDefinitions = [] }: OperationDefinitionNode): string {
  const rows = variableDefinitions.map(({ variable, type, defaultValue }) => {
    const unlessGiven = defaultValue ? `\`${print(defaultValue)}\`` : '';
    return `| \`${variable.name.value}\` | \`${print(type)}\` | ${unlessGiven} |`;
  });
  return ['| variable | type | unless given |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Throws where a file does not begin so. */
export async function headlineOf(name: string): Promise<Headline> {
  const lines = (await pageText(name)).split('\n');
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  const text = comment.map((line) => line.replace(/^# ?/, '')).join(' ');
  const headline = /^(?<title>[^,:]+), for (?<audience>[^:]+): (?<shows>.+\.)$/.exec(text)?.groups;
  if (!headline) throw new Error(`${name} does not begin with what it shows and for whom.`);
  return headline as unknown as Headline;
}
