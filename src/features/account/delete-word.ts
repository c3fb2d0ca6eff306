/** What must be typed to delete an account. */
export const DELETE_WORD = 'delete'
