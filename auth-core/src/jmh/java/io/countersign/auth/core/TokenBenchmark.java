package io.countersign.auth.core;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.CachingTokenVerifier;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Verifying, refusing and issuing, beside the bare signature and the libraries of the field, each
 * set up as its documentation says: key by {@code kid}, issuer, audience and expiry checked.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

  /** RS256 or ES256. */
  @Param({"RS256", "ES256"})
  public String algorithm;

  private BenchmarkTokens tokens;
  private BenchmarkTokens corretto;
  private CachingTokenVerifier cached;
  private JwtConsumer jose4j;
  private DefaultJWTProcessor<SecurityContext> nimbus;
  private JWTVerifier auth0;
  private JwtParser jjwt;
  private DefaultJWTParser smallrye;

  /** Sets every library up. */
  @Setup
  public void setUp() throws Exception {
    SigningAlgorithm chosen = SigningAlgorithm.valueOf(algorithm);
    tokens = new BenchmarkTokens(chosen);
    CryptoProvider provider =
        CryptoProvider.open(CryptoProvider.Choice.CORRETTO, new SecureRandom());
    corretto = new BenchmarkTokens(chosen, provider);
    cached = new CachingTokenVerifier(tokens.verifier, 1_000);
    String issuer = BenchmarkTokens.SETTINGS.issuer();
    JsonWebKey jwk = JsonWebKey.Factory.newJwk(tokens.pair.getPublic());
    jwk.setKeyId(tokens.kid);
    jwk.setAlgorithm(algorithm);
    jwk.setUse("sig");
    JsonWebKeySet jwks = new JsonWebKeySet(jwk);

    jose4j =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(jwks.getJsonWebKeys()))
            .setJwsAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, "RS256", "ES256"))
            .setExpectedIssuer(issuer)
            .setExpectedAudience("shop")
            .setRequireExpirationTime()
            .setRequireSubject()
            .setAllowedClockSkewInSeconds(30)
            .build();

    nimbus = new DefaultJWTProcessor<>();
    nimbus.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.parse(algorithm),
            new ImmutableJWKSet<>(new JWKSet(JWK.parse(jwk.toJson())))));
    nimbus.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            "shop",
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("sub", "iat", "exp", "jti")));

    Algorithm ofAuth0 =
        chosen == SigningAlgorithm.RS256
            ? Algorithm.RSA256((RSAPublicKey) tokens.pair.getPublic(), null)
            : Algorithm.ECDSA256(
                (ECPublicKey) tokens.pair.getPublic(), (ECPrivateKey) tokens.pair.getPrivate());
    auth0 = JWT.require(ofAuth0).withIssuer(issuer).withAudience("shop").build();

    jjwt =
        Jwts.parser()
            .keyLocator(header -> tokens.pair.getPublic())
            .requireIssuer(issuer)
            .requireAudience("shop")
            .build();

    JWTAuthContextInfo context =
        chosen == SigningAlgorithm.RS256
            ? new JWTAuthContextInfo((RSAPublicKey) tokens.pair.getPublic(), issuer)
            : new JWTAuthContextInfo(tokens.pair.getPublic(), issuer);
    context.setExpectedAudience(Set.of("shop"));
    context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.fromAlgorithm(algorithm)));
    smallrye = new DefaultJWTParser(context);
  }

  @Benchmark
  public Object verify_bare() throws Exception {
    return tokens.bareVerify();
  }

  @Benchmark
  public Object verify_countersign() {
    return tokens.verifier.verify(tokens.token);
  }

  @Benchmark
  public Object verify_corretto() {
    return corretto.verifier.verify(corretto.token);
  }

  @Benchmark
  public Object verify_cached() {
    return cached.verify(tokens.token);
  }

  @Benchmark
  public Object verify_jose4j() throws Exception {
    return jose4j.processToClaims(tokens.token);
  }

  @Benchmark
  public Object verify_nimbus() throws Exception {
    return nimbus.process(tokens.token, null);
  }

  @Benchmark
  public Object verify_auth0() {
    return auth0.verify(tokens.token);
  }

  @Benchmark
  public Object verify_jjwt() {
    return jjwt.parseSignedClaims(tokens.token);
  }

  @Benchmark
  public Object verify_smallrye() throws Exception {
    return smallrye.parse(tokens.token);
  }

  @Benchmark
  public Object reject_garbage() {
    return tokens.refusal(tokens.garbage);
  }

  @Benchmark
  public Object reject_unknownKid() {
    return tokens.refusal(tokens.unknownKid);
  }

  @Benchmark
  public Object reject_badSignature() {
    return tokens.refusal(tokens.badSignature);
  }

  @Benchmark
  public Object reject_expired() {
    return tokens.refusal(tokens.expired);
  }

  @Benchmark
  public Object sign_bare() throws Exception {
    return tokens.bareSign();
  }

  @Benchmark
  public Object sign_corretto() {
    return corretto.issuer.issue(corretto.subject);
  }

  @Benchmark
  public Object sign_countersign() {
    return tokens.issuer.issue(tokens.subject);
  }
}
