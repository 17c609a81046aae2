package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.BlockRange;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IpRange;
import java.time.Duration;
import java.util.List;

/**
 * The transaction {@link BlockSource}, for a whole range.
 *
 * @param range the range
 * @param like has everything else
 */
record BlockSourceRange(IpRange range, BlockSource like) implements SafetyTransaction<BlockSource.Inputs> {

    @Override
    public String name() {
        return "block-source-range";
    }

    @Override
    public Origin origin() {
        return like.origin();
    }

    @Override
    public List<InputDeclaration> inputs() {
        return like.inputs();
    }

    @Override
    public BlockSource.Inputs read(InputTexts texts) {
        return like.read(texts);
    }

    @Override
    public Action action(BlockSource.Inputs inputs) {
        return new BlockRange(range, inputs.namespace());
    }

    @Override
    public List<Check> preChecks(BlockSource.Inputs inputs) {
        return like.preChecks(inputs);
    }

    @Override
    public List<Check> postChecks(BlockSource.Inputs inputs) {
        return like.postChecks(inputs);
    }

    @Override
    public Duration maxDuration() {
        return like.maxDuration();
    }

    @Override
    public Expiry expiry() {
        return like.expiry();
    }
}
