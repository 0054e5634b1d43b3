-- Asks an address of its own each time where the path says EACH.
if string.find(wrk.path, "EACH") then
  local number = os.time() * 1000000
  request = function()
    number = number + 1
    local path = string.gsub(wrk.path, "EACH", string.format("%d", number))
    return wrk.format(nil, path)
  end
end

-- Prints what wrk saw as one line of JSON.
done = function(summary, latency, requests)
  local failures = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "bytes": %d, "p50_ms": %.3f, "p99_ms": %.3f, "failures": %d}\n',
    summary.requests,
    summary.duration / 1e6,
    summary.bytes,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3,
    failures.connect + failures.read + failures.write + failures.status + failures.timeout
  ))
end
