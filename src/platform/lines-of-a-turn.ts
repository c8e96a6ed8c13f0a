let waiting = '';

/** Standard output. The lines of one turn of the event loop leave together: a busy server writes once for many requests. */
export const linesOfATurn = {
  write(line: string): void {
    if (waiting === '') setImmediate(flush);
    waiting += line;
  },
};

function flush(): void {
  if (waiting !== '') process.stdout.write(waiting);
  waiting = '';
}

// What was said last is what matters most.
process.on('exit', flush);
