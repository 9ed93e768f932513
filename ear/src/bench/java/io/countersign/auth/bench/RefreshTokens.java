package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The refresh tokens of many sessions as they are now. Each client has its share of them and
 * refreshes one after the other, so no token is ever presented twice.
 */
final class RefreshTokens {
  private final String[] tokens;

  RefreshTokens(List<String> tokens) {
    this.tokens = tokens.toArray(String[]::new);
  }

  int count() {
    return tokens.length;
  }

  /** Returns every so many-th token. */
  List<String> oneIn(int number) {
    return IntStream.range(0, tokens.length / number).mapToObj(i -> tokens[i * number]).toList();
  }

  /**
   * Returns one of so many clients.
   *
   * @param request makes a refresh out of a token
   */
  Client client(
      int number, int clients, Connections connections, Function<String, byte[]> request) {
    return new Share(
        tokens.length * number / clients,
        tokens.length * (number + 1) / clients,
        connections,
        request);
  }

  private final class Share implements Client {
    private final int begin;
    private final int end;
    private final Connections connections;
    private final Function<String, byte[]> request;
    private int next;

    Share(int begin, int end, Connections connections, Function<String, byte[]> request) {
      this.begin = begin;
      this.end = end;
      this.connections = connections;
      this.request = request;
      this.next = begin;
    }

    @Override
    public Answer call() throws IOException {
      var answer = connections.send(request.apply(tokens[next]));
      if (answer.status() == 200) {
        tokens[next] = Answers.text(answer, "refresh_token");
      }
      next = next + 1 == end ? begin : next + 1;
      return answer;
    }
  }
}
