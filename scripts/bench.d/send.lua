-- Messages, each with its own client_id, so that each is stored. Like the widget's, a client_id
-- begins with the time in milliseconds. The visitors' clocks differ by up to a tenth of a second.
local ffi = require "ffi"
local visitors = require "visitors"

ffi.cdef "typedef struct { long seconds, microseconds; } moment; int gettimeofday(moment *now, void *zone);"

local now = ffi.new "moment"

local function milliseconds()
  ffi.C.gettimeofday(now, nil)
  return tonumber(now.seconds) * 1000 + math.floor(tonumber(now.microseconds) / 1000)
end

function init(arguments)
  local next_visitor, sent = visitors.in_turn(visitors.read(arguments[1])), 0
  math.randomseed(milliseconds())
  request = function()
    local visitor = next_visitor()
    sent = sent + 1
    local headers = { ["Authorization"] = "Bearer " .. visitor.token, ["Content-Type"] = "application/json" }
    local time, random = milliseconds() - math.random(0, 100), math.random(0, 2 ^ 31 - 1)
    local client_id = string.format("%012x%08x%012x", time, random, sent)
    local body = string.format('{"content":"Is there news of my order? I asked %d times.","client_id":"%s"}', sent, client_id)
    return wrk.format("POST", "/support/api/conversation/" .. visitor.conversation .. "/send/", headers, body)
  end
end

done = visitors.report
