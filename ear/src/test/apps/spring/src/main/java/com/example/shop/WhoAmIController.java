package com.example.shop;

import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the shop makes of a caller. */
@RestController
class WhoAmIController {

  record Caller(String sub, List<String> groups) {}

  @GetMapping("/whoami")
  Caller whoAmI(@AuthenticationPrincipal Jwt token) {
    return new Caller(token.getSubject(), token.getClaimAsStringList("groups"));
  }

  /** Answers everybody, as soon as the shop is open. */
  @GetMapping("/ready")
  String ready() {
    return "ready";
  }
}
