// Passes on what a server answers, and changes its pages on the way.
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

/** One more origin: `edit` changes the pages, `to` says whose they are. */
export async function startRelay(edit) {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const to = (target) =>
    server.on("request", (request, response) => {
      answer(target, edit, request, response).catch((error) => response.destroy(error));
    });
  // Not by its number: by name it is another site, whose cookies are its own.
  return { origin: `http://localhost:${server.address().port}`, to, stop: () => server.close().closeAllConnections() };
}
