#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace gatehouse {

/// A question that must be answered before going on. Every button names what it does; the last one changes
/// nothing and is what Escape answers.
struct Question
{
    QString title;
    QString text;
    QString details; ///< what goes with it, one short paragraph
    QStringList buttons;
    int destructive = -1; ///< index of a button that destroys something: never the default one

    /// Shows the question above the parent's window and calls answered with the index of the chosen button.
    /// It does not block: no event loop runs inside another.
    void ask(QWidget *parent, std::function<void(int)> answered) const;

    /// For tests of pages: the next ask() is answered with this at once and shows nothing.
    static void answerNext(int button);
    /// What was asked since answerNext().
    static std::optional<Question> lastAsked();
};

}
