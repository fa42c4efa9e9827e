import { randomBytes } from 'node:crypto';

/** Begins the name of every record that the doctor makes; only such records does it ever remove. */
export const TAG = '[halopsa-doctor]';

/** HaloPSA's search is for parts of texts; without the brackets, which a search might read otherwise. */
export const TAG_SEARCH = 'halopsa-doctor';

/** Tells the records of one run from those of another that is under way. */
export const newRunTag = (): string => `${TAG} ${randomBytes(4).toString('hex')}`;
