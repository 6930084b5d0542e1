package cloud.kuryzhev.rbacguard.certs;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * What a server is called by its clients, for the subject alternative names of its certificate (RFC 5280 section 4.2.1.6).
 *
 * @param hosts DNS names in the preferred syntax (RFC 1123), at most 253 characters, no wildcard; kept in lower case
 * @param addresses IPv4 or IPv6 literals; kept as {@link InetAddress#getHostAddress} writes them
 */
public record ServingNames(SortedSet<String> hosts, SortedSet<String> addresses) {

    private static final int LONGEST_HOST = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(" + LABEL + "\\.)*" + LABEL);
    private static final Pattern ADDRESS_LIKE = Pattern.compile(".*:.*|(.*\\.)?[0-9]+");

    public ServingNames {
        hosts = sorted(hosts.stream().map(ServingNames::host));
        addresses = sorted(addresses.stream().map(ServingNames::address));
        if (hosts.isEmpty() && addresses.isEmpty()) {
            throw new IllegalArgumentException("a serving certificate needs at least one DNS name or IP address");
        }
    }

    /** The names under which a cluster's DNS knows the service {@code name} in {@code namespace}. */
    public static ServingNames ofService(String name, String namespace) {
        String service = name + "." + namespace + ".svc";
        return of(name, name + "." + namespace, service, service + ".cluster.local");
    }

    /**
     * DNS names and IP literals, told apart by their look; nothing is resolved.
     *
     * @throws IllegalArgumentException if one is neither
     */
    public static ServingNames of(String... names) {
        List<String> all = List.of(names);
        return new ServingNames(
                sorted(all.stream().filter(name -> !looksLikeAddress(name))),
                sorted(all.stream().filter(ServingNames::looksLikeAddress)));
    }

    /** These and others, if there are any. */
    public ServingNames and(String... names) {
        if (names.length == 0) {
            return this;
        }
        ServingNames more = of(names);
        return new ServingNames(
                sorted(Stream.concat(hosts.stream(), more.hosts.stream())),
                sorted(Stream.concat(addresses.stream(), more.addresses.stream())));
    }

    /** Whether {@code certificate} names exactly these. */
    boolean areThoseOf(X509Certificate certificate) {
        try {
            Set<Object> named = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .map(Collection::stream)
                    .orElseGet(Stream::empty)
                    .map(typeAndValue -> typeAndValue.get(1))
                    .collect(toUnmodifiableSet());
            return named.equals(
                    Stream.concat(hosts.stream(), addresses.stream()).collect(toUnmodifiableSet()));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    GeneralNames toExtension() {
        return new GeneralNames(Stream.concat(
                        hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new));
    }

    private static boolean looksLikeAddress(String name) {
        return ADDRESS_LIKE.matcher(name).matches();
    }

    private static String host(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        if (host.length() > LONGEST_HOST
                || looksLikeAddress(host)
                || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("not a DNS name: \"" + name
                    + "\": give labels of a-z, 0-9 and '-' joined by dots, 253 characters at most (RFC 1123)");
        }
        return host;
    }

    private static String address(String literal) {
        return InetAddress.ofLiteral(literal).getHostAddress();
    }

    private static SortedSet<String> sorted(Stream<String> names) {
        return names.collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
}
