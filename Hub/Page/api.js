// The page speaks the same HTTP API as every other client. It lies beside the page, so that a prefix of a proxy is kept.
const api = new URL('../api', document.baseURI);

export class ApiError extends Error {
  constructor(message, state) {
    super(message);
    this.state = state;
  }
}

export async function ask(action, fields = {}, signal) {
  const response = await fetch(api, { method: 'POST', body: JSON.stringify({ action, ...fields }), signal });
  if (!response.ok) throw new ApiError(response.status === 401 ? 'Credentials are needed: load the page again.' : `HTTP ${response.status}`);
  const answer = await response.json();
  if (answer.state === 'FAILED' || answer.state === 'REFUSED') throw new ApiError(answer.message ?? answer.state, answer.state);
  return answer;
}

export async function targets() {
  const response = await fetch(new URL('../api/v1/targets', document.baseURI));
  return response.ok ? response.json() : [];
}
