/**
 * Opens a pane, by its title. GraphiQL makes and takes away the room of its panes for its own buttons only, so it is one
 * of them that is pressed; nothing happens where the pane is as it should be.
 */
export const showPane = (title: string): void => press(`Show ${title}`);

export const hidePane = (title: string): void => press(`Hide ${title}`);

const press = (label: string) =>
  document.querySelector<HTMLElement>(`.graphiql-sidebar [aria-label="${label}"]`)?.click();
