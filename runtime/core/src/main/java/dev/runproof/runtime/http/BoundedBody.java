package dev.runproof.runtime.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes the body of an answer up to a length; the exchange fails with an {@link IOException} where it is longer. */
public final class BoundedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private int left;

    private BoundedBody(int length) {
        this.left = length;
    }

    /**
     * For each answer such a body.
     *
     * @param length the longest, in bytes
     */
    public static BodyHandler<byte[]> of(int length) {
        return answer -> new BoundedBody(length);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return all.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = Optional.of(newSubscription);
        all.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (left < 0) {
            return;
        }
        left -= buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        if (left < 0) {
            subscription.ifPresent(Flow.Subscription::cancel);
            all.onError(new IOException("the answer is too long"));
            return;
        }
        all.onNext(buffers);
    }

    @Override
    public void onError(Throwable throwable) {
        all.onError(throwable);
    }

    @Override
    public void onComplete() {
        all.onComplete();
    }
}
