package cloud.kuryzhev.rbacguard.testbed;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;

/** The secrets a control plane starts from, each a file of this name in its directory. */
final class Credentials {

    static final String CA_CERTIFICATE = "ca.crt";
    static final String CA_KEY = "ca.key";
    static final String SERVER_CERTIFICATE = "server.crt";
    static final String SERVER_KEY = "server.key";
    static final String SERVICE_ACCOUNT_KEY = "service-accounts.key";
    static final String TOKENS = "tokens.csv";
    private static final int TOKEN_BITS = 256;

    private Credentials() {}

    /** Writes them; the token file gives {@code tokenUser} its token, which is the result. */
    static String write(Layout layout, CertificateAuthority authority, String tokenUser) {
        CertificateAuthority.Identity server = authority.server(
                List.of("localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"),
                List.of("127.0.0.1", "10.0.0.1"));
        String token = new BigInteger(TOKEN_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
        layout.write(CA_CERTIFICATE, authority.certificate());
        layout.write(CA_KEY, authority.key());
        layout.write(SERVER_CERTIFICATE, server.certificate());
        layout.write(SERVER_KEY, server.key());
        layout.write(SERVICE_ACCOUNT_KEY, Pem.of(Pem.newKey().getPrivate()));
        layout.write(TOKENS, token + "," + tokenUser + "," + tokenUser + "\n");
        return token;
    }
}
