/** Asks once for all who want to know at a time, and not again while the answer is fresh. */
export function remembering<Answer>(ask: () => Promise<Answer>, freshMs: number): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  const forget = () => {
    answer = undefined;
  };
  return () => {
    if (!answer) {
      answer = ask();
      answer.catch(() => {}).finally(() => setTimeout(forget, freshMs).unref());
    }
    return answer;
  };
}
