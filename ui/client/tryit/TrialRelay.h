#pragma once

#include "services/trial/TrialChoice.h"

#include <QMutex>
#include <QObject>

#include <memory>
#include <optional>

namespace gatehouse {

/// Stands between a trial, which runs on a thread of its own, and the window: what is tried waits here until
/// the trial takes it, and goes with this if it never does, since it may hold a secret; the trial's follower
/// emits the signals; and what a person says of the browser waits here until it is asked for.
class TrialRelay : public QObject
{
    Q_OBJECT

public:
    /// It is gone when nobody needs it any more, on whatever thread that is.
    static std::shared_ptr<TrialRelay> make();

    void say(const trial::BrowserWord &word);

    /// For any thread.
    void give(const TrialChoice &choice);
    std::optional<TrialChoice> takeChoice(); ///< once
    trial::BrowserWord takeWord();

Q_SIGNALS:
    void stepChanged(const gatehouse::trial::StepReport &report);
    void gotToken(const gatehouse::trial::Token &token);
    void refused(const gatehouse::trial::Refusal &refusal);
    void visitBegan(const gatehouse::trial::BrowserVisit &visit);
    void visitEnded();

private:
    TrialRelay() = default;

    QMutex m_mutex;
    std::optional<TrialChoice> m_choice;
    trial::BrowserWord m_word;
};

}
