#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QWidget;

namespace gatehouse {

/// A question that must be answered before going on. Every button names what it does; the last one changes nothing and is
/// what Escape answers.
struct Question
{
    QString title;
    QString text;
    QString details; ///< what goes with it, one short paragraph
    QStringList buttons;
    int destructive = -1; ///< index of a button that destroys something: never the default one

    /// Index of the button that was chosen.
    int ask(QWidget *parent) const;

    /// For tests of pages: the next ask() gives this at once and shows nothing.
    static void answerNext(int button);
    /// What was asked since answerNext().
    static std::optional<Question> lastAsked();
};

}
