// One kept-alive connection, as a browser with the widget holds it.
import http from "node:http";

export class Connection {
  #origin;
  #headers;
  #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

  /** `headers` go with every request. */
  constructor(origin, headers = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** Sends a request; gives `{status, headers, bytes}`, the bytes as they came. */
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

  /** Posts JSON and gives the JSON of the answer, which has to be a good one. */
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
