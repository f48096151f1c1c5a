package org.saehdbw.experiments.compare.results;

/**
 * What an arm's process holds and moves, in bytes; 0 where the level has no such thing.
 *
 * @param fileBytes of a face's file, the mean of some; 0 where faces are drawn
 * @param pictureBytes of a decoded face, the mean over all
 * @param keptBytes of a face as the loader keeps it, at the model's resolution
 * @param batchBytes of both sides of a batch, as the loader makes and the engine takes it
 * @param weightBytes of the model
 * @param optimizerBytes of the optimizer's state
 * @param threads of the engine
 * @param trainingFaces of both sides together; while pretraining the one set counts once
 */
public record ArmFacts(
    long fileBytes,
    long pictureBytes,
    long keptBytes,
    long batchBytes,
    long weightBytes,
    long optimizerBytes,
    int threads,
    int trainingFaces) {}
