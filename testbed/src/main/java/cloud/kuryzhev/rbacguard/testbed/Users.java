package cloud.kuryzhev.rbacguard.testbed;

import cloud.kuryzhev.rbacguard.testbed.Kubeconfig.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the users of one control plane, and closes their clients with it. */
final class Users {

    private final URI server;
    private final CertificateAuthority authority;
    private final Layout layout;
    private final Path kubectl;
    private final Queue<User> users = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    Users(URI server, CertificateAuthority authority, Layout layout, Path kubectl) {
        this.server = server;
        this.authority = authority;
        this.layout = layout;
        this.kubectl = kubectl;
    }

    User byCertificate(String name, List<String> groups) {
        return add(config(name, new Credential.Certificate(authority.client(name, groups))));
    }

    User byToken(String name, String token) {
        return add(config(name, new Credential.Token(token)));
    }

    User add(Kubeconfig config) {
        User user = new User(config, this);
        users.add(user);
        return user;
    }

    /** Into a file of its own. */
    Path write(Kubeconfig config) {
        String name = config.user().replaceAll("[^A-Za-z0-9.-]", "_");
        return layout.write(name + "-" + count.incrementAndGet() + ".kubeconfig", config.yaml());
    }

    Kubectl kubectl(Path kubeconfig) {
        return new Kubectl(kubectl, kubeconfig, layout.folder("home"));
    }

    void close() {
        users.forEach(User::close);
    }

    private Kubeconfig config(String name, Credential credential) {
        return new Kubeconfig(name, server, authority.certificate(), credential);
    }
}
