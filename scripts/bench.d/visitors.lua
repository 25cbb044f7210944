-- Functions that wrk's scripts share. wrk runs them in this folder.
local visitors = {}

-- Reads the visitors from load.mjs's file.
function visitors.read(file)
  local list = {}
  for line in io.lines(file) do
    local token, conversation, newest = line:match("^(%S+) (%S+) (%S+)$")
    list[#list + 1] = { token = token, conversation = conversation, newest = newest }
  end
  return list
end

-- Returns a function that returns the items of a list in turn, forever.
function visitors.in_turn(list)
  local at = 0
  return function()
    at = at % #list + 1
    return list[at]
  end
end

-- Prints one line for load.mjs. wrk counts in microseconds.
function visitors.report(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format('\n{"requests": %d, "seconds": %f, "failed": %d, "p50": %f, "p99": %f}', summary.requests,
    summary.duration / 1e6, failed, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end

return visitors
