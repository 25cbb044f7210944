-- Messages, each with its own client_id, so that each is stored.
local visitors = require "visitors"

function init(arguments)
  local next_visitor, run, sent = visitors.in_turn(visitors.read(arguments[1])), arguments[2], 0
  request = function()
    local visitor = next_visitor()
    sent = sent + 1
    local headers = { ["Authorization"] = "Bearer " .. visitor.token, ["Content-Type"] = "application/json" }
    local body = string.format('{"content":"Is there news of my order? I asked %d times.","client_id":"%s-%d"}', sent, run, sent)
    return wrk.format("POST", "/support/api/conversation/" .. visitor.conversation .. "/send/", headers, body)
  end
end

done = visitors.report
