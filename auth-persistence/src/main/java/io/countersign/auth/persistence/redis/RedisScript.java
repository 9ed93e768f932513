package io.countersign.auth.persistence.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script that Redis runs in one round trip and as one step.
 *
 * <p>A server names the history of its data by a replication id. The id is new at each start and
 * for each replica that is made the primary. The mark of completeness holds the id of the history
 * that it was set in. So neither an old copy of the mark, in a snapshot or on a replica, nor a
 * server that lost the mark with everything else is taken for complete.
 *
 * @param text in Lua
 * @param sha1 the server's name for it
 */
record RedisScript(String text, String sha1) {

  private static final String IS_OF_HISTORY =
      """
      local function is_of_history(id)
        local info = redis.call('INFO', 'replication')
        return string.find(info, 'role:master', 1, true)
          and string.find(info, 'master_replid:' .. id, 1, true)
      end
      """;

  /**
   * Says whether a token is denied: 1, 0, or -1 when that is not known. Keys: the mark, then the
   * entries that could deny it. Arguments: the history, the token's epoch.
   */
  static final RedisScript CHECK =
      of(
          IS_OF_HISTORY
              + """
                local entries = redis.call('MGET', unpack(KEYS))
                if entries[1] ~= ARGV[1] or not is_of_history(ARGV[1]) then
                  return -1
                end
                for i = 2, #KEYS do
                  if entries[i] and tonumber(entries[i]) > tonumber(ARGV[2]) then
                    return 1
                  end
                end
                return 0
                """);

  /**
   * Adds entries. It never lowers an epoch and never shortens a life. It answers 1, or 0 when it
   * wrote nothing because the guard was not of the history. Keys: the guard, then the entries.
   * Arguments: the history, how long the guard lives on if its life has an end, then the epoch and
   * the life of each entry. Lives are in milliseconds.
   */
  static final RedisScript WRITE =
      of(
          IS_OF_HISTORY
              + """
                if redis.call('GET', KEYS[1]) ~= ARGV[1] or not is_of_history(ARGV[1]) then
                  return 0
                end
                if redis.call('PTTL', KEYS[1]) > 0 then
                  redis.call('PEXPIRE', KEYS[1], ARGV[2])
                end
                for i = 2, #KEYS do
                  local epoch, life = ARGV[2 * i - 1], tonumber(ARGV[2 * i])
                  local old = redis.call('GET', KEYS[i])
                  if old and tonumber(old) > tonumber(epoch) then
                    epoch = old
                  end
                  redis.call('SET', KEYS[i], epoch, 'PX', math.max(life, redis.call('PTTL', KEYS[i])))
                end
                return 1
                """);

  /**
   * Begins to restore. Keys: the guard. Arguments: the history, the guard's life in milliseconds.
   */
  static final RedisScript BEGIN =
      of(
          IS_OF_HISTORY
              + """
                if not is_of_history(ARGV[1]) then
                  return 0
                end
                redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
                return 1
                """);

  /**
   * Sets the mark, if nothing happened to the data since {@link #BEGIN}. Keys: the guard, the mark.
   * Arguments: the history.
   */
  static final RedisScript COMPLETE =
      of(
          IS_OF_HISTORY
              + """
                if redis.call('GET', KEYS[1]) ~= ARGV[1] or not is_of_history(ARGV[1]) then
                  return 0
                end
                redis.call('SET', KEYS[2], ARGV[1])
                redis.call('DEL', KEYS[1])
                return 1
                """);

  /**
   * Says what a server is: its role, its history, the mark if there is one, 1 if it evicts, and 1
   * if it has replicas but would take writes without them. A primary that evicts loses the mark,
   * because it may have lost more. Keys: the mark.
   */
  static final RedisScript PROBE =
      of(
          """
          local replication = redis.call('INFO', 'replication')
          local memory = redis.call('INFO', 'memory')
          local limit = tonumber(string.match(memory, 'maxmemory:(%d+)') or '0')
          local policy = string.match(memory, 'maxmemory_policy:([%w-]+)')
          local role = string.match(replication, 'role:(%a+)') or ''
          local evicts = limit > 0 and policy ~= 'noeviction'
          if evicts and role == 'master' then
            redis.call('DEL', KEYS[1])
          end
          return {
            role,
            string.match(replication, 'master_replid:(%w+)') or '',
            redis.call('GET', KEYS[1]) or '',
            evicts and 1 or 0,
            tonumber(string.match(replication, 'connected_slaves:(%d+)') or '0') > 0
              and not string.find(replication, 'min_slaves_good_slaves:', 1, true)
              and 1 or 0,
          }
          """);

  private static RedisScript of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return new RedisScript(text, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
