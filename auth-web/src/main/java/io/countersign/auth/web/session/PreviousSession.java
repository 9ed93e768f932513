package io.countersign.auth.web.session;

import io.countersign.auth.SessionEnd;
import io.countersign.auth.guard.AnswerJson;
import jakarta.json.JsonObjectBuilder;
import java.util.UUID;

/** The session that a client had before a login, and that had ended by then. */
record PreviousSession(UUID id, SessionEnd end) {

  JsonObjectBuilder toJson() {
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("id", id.toString())
            .add("ended_reason", end.reason())
            .add("ended_at", end.at().toString());
    end.note().ifPresent(note -> json.add("reason", note));
    return json;
  }
}
