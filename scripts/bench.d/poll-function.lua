-- The widget's poll, with the headers that a browser sends.
local visitors = require "visitors"

function init(arguments)
  local polls = {}
  for _, visitor in ipairs(visitors.read(arguments[1])) do
    local headers = {
      ["Accept"] = "application/json",
      ["Content-Type"] = "application/json",
      ["Cookie"] = "adda_session=" .. visitor.token,
      ["Origin"] = wrk.scheme .. "://" .. wrk.host .. ":" .. wrk.port,
      ["Sec-Fetch-Site"] = "same-origin",
    }
    local body = string.format('{"conversation":"%s","range":{"after":%s,"before":null,"limit":null}}',
      visitor.conversation, visitor.newest)
    polls[#polls + 1] = wrk.format("POST", "/support/fn/messages", headers, body)
  end
  request = visitors.in_turn(polls)
end

done = visitors.report
