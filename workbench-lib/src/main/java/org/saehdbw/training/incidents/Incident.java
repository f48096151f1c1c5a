package org.saehdbw.training.incidents;

/**
 * A collapse with what was done about it, as the folder {@code incident-NNN} of a run tells it.
 *
 * @param number from 1
 * @param kind what it was
 * @param iteration the iteration at which it was noticed
 * @param batch the number of the batch trained on last
 * @param remedy what was done
 * @param rolledBackTo the iteration of the checkpoint from which training continued, 0 for initial
 *     weights; where it stopped, that from which a resume would
 */
public record Incident(
    int number, CollapseKind kind, long iteration, long batch, Remedy remedy, long rolledBackTo) {}
