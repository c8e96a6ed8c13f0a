/** How GraphiQL tells the panes apart, and what their buttons are called. */
export const LIBRARY = 'Library';
export const RESULTS = 'Results';
