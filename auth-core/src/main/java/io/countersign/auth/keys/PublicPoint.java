package io.countersign.auth.keys;

import java.io.IOException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Computes the public point of an elliptic-curve key, which Bouncy Castle can and the JCA cannot.
 * It is a class of its own because the command line makes keys without Bouncy Castle.
 */
final class PublicPoint {

  private PublicPoint() {}

  /**
   * The SubjectPublicKeyInfo octets that belong to a private key.
   *
   * @param pkcs8 an elliptic-curve private key
   * @throws IOException when it is no such key
   */
  static byte[] of(byte[] pkcs8) throws IOException {
    ECPrivateKeyParameters key =
        (ECPrivateKeyParameters) PrivateKeyFactory.createKey(PrivateKeyInfo.getInstance(pkcs8));
    ECPublicKeyParameters point =
        new ECPublicKeyParameters(
            key.getParameters().getG().multiply(key.getD()).normalize(), key.getParameters());
    return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(point).getEncoded();
  }
}
