/** What providers of the wall say and no client may ever see. */
export const wallSecret = 'sk-wall-5f0d3c1e9ab84477-never-to-be-seen'
