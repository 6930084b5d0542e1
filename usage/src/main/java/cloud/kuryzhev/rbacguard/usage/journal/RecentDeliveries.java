package cloud.kuryzhev.rbacguard.usage.journal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The deliveries being written, and the last so many that were. Asked by any thread; the journal's writer does the rest. */
final class RecentDeliveries {

    private static final CompletableFuture<Void> WRITTEN = CompletableFuture.completedFuture(null);

    private final int max;
    private final ConcurrentMap<DeliveryId, CompletableFuture<Void>> known = new ConcurrentHashMap<>();
    private final Deque<DeliveryId> order = new ArrayDeque<>();

    RecentDeliveries(int max) {
        this.max = max;
    }

    /** What is to be awaited in place of {@code writing} if {@code id} came before. */
    Optional<CompletableFuture<Void>> begin(DeliveryId id, CompletableFuture<Void> writing) {
        return Optional.ofNullable(known.putIfAbsent(id, writing));
    }

    boolean contains(DeliveryId id) {
        return known.containsKey(id);
    }

    /** It is on disk. */
    void written(DeliveryId id) {
        known.put(id, WRITTEN);
        order.add(id);
        if (order.size() > max) {
            known.remove(order.remove());
        }
    }

    /** It is not, and may come again. */
    void failed(DeliveryId id) {
        known.remove(id);
    }

    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(order.size() * DeliveryId.BYTES);
        order.forEach(id -> id.write(bytes));
        return bytes.flip();
    }

    /** Those that another segment knew, and perhaps this one does. */
    void addAll(ByteBuffer stored) {
        ByteBuffer bytes = stored.duplicate();
        while (bytes.remaining() >= DeliveryId.BYTES) {
            DeliveryId id = DeliveryId.read(bytes);
            if (!contains(id)) {
                written(id);
            }
        }
    }
}
