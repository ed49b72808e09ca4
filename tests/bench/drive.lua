-- What wrk runs: prepared requests one after another, every answer checked; prints one line of JSON at the end.
-- BENCH_PLAN names a Lua file: {must = words, header = name, status = number, once = may requests be sent once only, requests = {...}}

local threads = {}
function setup(thread) table.insert(threads, thread) end

function init()
  local plan = dofile(os.getenv("BENCH_PLAN"))
  must, header, once, prepared = plan.must, plan.header:lower(), plan.once, {}
  wanted = tonumber(plan.status)
  for n, r in ipairs(plan.requests) do prepared[n] = wrk.format(r.method, r.path, r.headers, r.body) end
  at, good, bad, last_bad, bytes, ended = 0, 0, 0, 0, 0, false
  if not once then at = os.time() * 37 % #prepared end
end

function request()
  if at == #prepared then
    at = 0
    if once then ended = true; wrk.thread:stop() end  -- a second time they would conflict
  end
  at = at + 1
  return prepared[at]
end

local function has_header(headers)
  if header == "" then return true end
  for name in pairs(headers) do if name:lower() == header then return true end end
  return false
end

function response(status, headers, body)
  if ended then return end
  if status == wanted and string.find(body, must, 1, true) and has_header(headers) then
    good = good + 1
  else
    bad, last_bad = bad + 1, status
  end
  bytes = bytes + #body
end

function done(summary, latency)
  local good, bad, last_bad, bytes = 0, 0, 0, 0
  for _, t in ipairs(threads) do
    good, bad, bytes = good + t:get("good"), bad + t:get("bad"), bytes + t:get("bytes")
    last_bad = math.max(last_bad, t:get("last_bad"))
  end
  local e = summary.errors
  io.write(string.format(
    '\nRESULT {"good": %d, "bad": %d, "last_bad": %d, "bytes": %d, "rps": %.2f, "p50_ms": %.3f, "p95_ms": %.3f}\n',
    good, bad + e.connect + e.read + e.write + e.timeout, last_bad, good + bad > 0 and bytes / (good + bad) or 0,
    good / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000))
end
