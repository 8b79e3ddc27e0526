/** Asks the service. What it refuses is thrown as an ApiError, with what it says to do about it. */
import { told } from './fields.js';
import { ask, forget, token } from './token.js';

export class ApiError extends Error {
  constructor(code, message, hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

// With a name and password in the page's own address, a relative one could not be asked for.
const address = (path) => location.origin + path;

export function headers(more = {}) {
  return token() ? { Authorization: `Bearer ${token()}`, ...more } : more;
}

async function answer(path, init) {
  let response;
  try {
    response = await fetch(address(path), { cache: 'no-store', ...init });
  } catch {
    throw new ApiError('unreachable', 'The service does not answer.', 'Check that it is running; this page retries by itself.');
  }
  if (response.ok) return response.json();
  throw await refusal(response);
}

/** What an answer that is no success says. */
export async function refusal(response) {
  try {
    const { error } = await response.json();
    return new ApiError(error.code, told(error, 'message'), told(error, 'hint'));
  } catch {
    return new ApiError('unreadable', `The service answered ${response.status}.`, 'Its log may say why.');
  }
}

export const get = (path) => answer(path, { headers: headers() });

export const stream = (path, signal) =>
  fetch(address(path), { cache: 'no-store', signal, headers: headers({ Accept: 'text/event-stream' }) });

export const post = (path, body) => change('POST', path, body);
export const remove = (path) => change('DELETE', path);

/** Sends what changes something; asks for the token where it is missing or wrong. Undefined if the user gives none. */
async function change(method, path, body) {
  let problem = '';
  while (token() || (await ask(problem))) {
    try {
      const init = { method, headers: headers() };
      if (body !== undefined) {
        init.headers['Content-Type'] = 'application/json';
        init.body = JSON.stringify(body);
      }
      return await answer(path, init);
    } catch (error) {
      if (error.code !== 'unauthorized') throw error;
      problem = `${error.message}.`;
      forget();
    }
  }
  return undefined;
}
