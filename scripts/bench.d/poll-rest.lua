-- A mobile app's poll.
local visitors = require "visitors"

function init(arguments)
  local polls = {}
  for _, visitor in ipairs(visitors.read(arguments[1])) do
    local path = "/support/api/conversation/" .. visitor.conversation .. "/messages/?after=" .. visitor.newest
    polls[#polls + 1] = wrk.format("GET", path, { ["Authorization"] = "Bearer " .. visitor.token })
  end
  request = visitors.in_turn(polls)
end

done = visitors.report
