// One kept-alive connection, as a browser with the widget has it.
import http from "node:http";

export class Connection {
  #origin;
  #headers;
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  /** Sends `headers` with every request. */
  constructor(origin, headers = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** Sends a request. Returns `{status, headers, bytes}`, the bytes as sent. */
  request(method, path, { headers = {}, body } = {}) {
    return new Promise((resolve, reject) => {
      const options = { method, agent: this.#agent, headers: { ...this.#headers, ...headers } };
      const request = http.request(this.#origin + path, options, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part)).on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }));
      });
      request.on("error", reject).end(body);
    });
  }

  /** Posts JSON. Returns the JSON of the answer, which must be a success. */
  async post(path, body = {}, headers = {}) {
    const json = { "content-type": "application/json", accept: "application/json" };
    const { status, bytes } = await this.request("POST", path, { headers: { ...json, ...headers }, body: JSON.stringify(body) });
    if (status !== 200) throw new Error(`POST ${path} was answered with ${status}: ${bytes}`);
    return JSON.parse(bytes);
  }

  close() {
    this.#agent.destroy();
  }
}
