package cloud.kuryzhev.rbacguard.usage.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.journal.DeliveryId;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * kube-apiserver's {@code --audit-webhook-config-file}: an {@code audit.k8s.io} {@code EventList}, sent up to five times with the same
 * bytes ({@code k8s.io/apiserver/plugin/pkg/audit/webhook} and {@code pkg/util/webhook}), each of 30 s; after 429 or 5xx with {@code
 * Retry-After} up to ten times more ({@code k8s.io/client-go/rest/with_retry.go}). It gives batches no name, and clients choose the
 * {@code auditID}s in it, so a batch is known by the digest of all of it.
 */
public record ApiServer() implements Sender {

    /** {@inheritDoc} Five tries from {@code --audit-webhook-initial-backoff} on, 10 s by default: 80 s, of which some may be over. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Delivery read(InputStream body, AuditRecords records, long maxBytes, Consumer<AuditLine> lines)
            throws IOException {
        MessageDigest digest = DeliveryId.digest();
        DigestInputStream whole = new DigestInputStream(body, digest);
        AuditRecords.Content content = records.read(whole, maxBytes, lines);
        whole.skip(Long.MAX_VALUE); // what damaged data leave unread is a part of it too
        boolean nothing = content.readable() == 0 && content.malformed() > 0;
        return new Delivery(DeliveryId.of(digest), "", !content.cutOff() && !nothing);
    }
}
