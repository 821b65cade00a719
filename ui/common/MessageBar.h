#pragma once

#include "domain/Error.h"

#include <KMessageWidget>

namespace gatehouse {

/// The inline message at the top of a page: what happened and what to do. Stays until it is closed or
/// replaced.
class MessageBar : public KMessageWidget
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showError(const gatehouse::Error &error);
    /// Why what was typed is not saved.
    void showNotSaved(const gatehouse::Error &error);
    void showText(MessageType type, const QString &text);
    /// A message with what can be done about it: buttons, for as long as it is shown.
    void showChoices(MessageType type, const QString &text, const QList<QAction *> &choices);
    void dismiss();

private:
    void dropChoices();

    QList<QAction *> m_choices;
};

}
