// A proxy that passes on a server's answers, and changes its pages.
import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import { text } from "node:stream/consumers";

const isPage = ({ headers }) => headers["content-type"]?.startsWith("text/html");

async function answer(target, edit, request, response) {
  const passed = ask(target + request.url, { method: request.method, headers: request.headers }).end();
  const [answered] = await once(passed, "response");
  const { "content-length": _, ...headers } = answered.headers;
  response.writeHead(answered.statusCode, isPage(answered) ? headers : answered.headers);
  if (isPage(answered)) response.end(edit(await text(answered)));
  else answered.pipe(response);
}

/** Starts one more origin: `edit` changes the pages, `to` sets their server. */
export async function startRelay(edit) {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const to = (target) =>
    server.on("request", (request, response) => {
      answer(target, edit, request, response).catch((error) => response.destroy(error));
    });
  // By name, not by address: `localhost` is a different site than 127.0.0.1, with its own cookies.
  return { origin: `http://localhost:${server.address().port}`, to, stop: () => server.close().closeAllConnections() };
}
