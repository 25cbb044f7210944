// How long a start takes on an existing database.
import { Server } from "./server.mjs";

const STARTS = 11;

async function startOnce(binary, folder) {
  const { server, milliseconds } = await Server.start(binary, folder);
  await server.stop();
  return milliseconds;
}

/** Returns milliseconds: the median, the shortest, the longest. */
export async function measureStarts(binary, folder) {
  // The first start does not count. It loads the files into memory, and warms this program up.
  await startOnce(binary, folder);
  const times = [];
  while (times.length < STARTS) times.push(await startOnce(binary, folder));
  times.sort((a, b) => a - b);
  return { median: times[(STARTS - 1) / 2], shortest: times[0], longest: times[STARTS - 1], starts: STARTS };
}
