package io.countersign.auth.persistence.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a Redis does for us in one round trip, and as one step.
 *
 * <p>A server tells its data's history by a replication id: a new one for each start and for each
 * replica that is made the primary. The mark of completeness holds the id of the history that it
 * was set in. So neither an old copy of the mark, in a snapshot or on a replica, nor a server that
 * lost the mark with everything else is taken for complete.
 *
 * @param text in Lua
 * @param sha1 what the server calls it
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
   * Whether a token is denied: 1, 0, or -1 when that is not known. Keys: the mark, and what may be
   * denied. Arguments: the history, the token's epoch.
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
   * Adds entries, never lowering an epoch and never shortening a life: 1, or 0 when nothing was
   * written because the guard was not of the history. Keys: the guard, the entries. Arguments: the
   * history, how long the guard lives on if its life has an end, of each entry its epoch and its
   * life, in milliseconds.
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

  /** Begins to restore. Keys: the guard of it. Arguments: the history, its life. */
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
   * What a server is: its role, its history, the mark if there is one, 1 if it evicts, and 1 if it
   * has replicas but would take writes without them. One that evicts loses the mark, because it can
   * have lost more. Keys: the mark.
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
