#pragma once

#include "services/signin/SignIn.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QWidget>

namespace gatehouse::test {

inline const QString administratorId = QStringLiteral("admin");
inline const QString administratorPassword = QStringLiteral("Zomer!2026-lang?");

inline Result<signin::Administrator> makeAdministrator(Database &database)
{
    return signin::makeFirst(database, {administratorId, takeSecret(QString(administratorPassword))}, {},
                             QDateTime::currentDateTimeUtc());
}

/// The line edit that is visible under a label.
inline QLineEdit *visibleField(QWidget &window, const QString &label)
{
    const auto labels = window.findChildren<QLabel *>();
    for (const QLabel *one : labels) {
        auto *field = qobject_cast<QLineEdit *>(one->buddy());
        if (field && field->isVisible() && QString(one->text()).remove(u'&') == label)
            return field;
    }
    return nullptr;
}

inline QPushButton *visibleButton(QWidget &window, const QString &text)
{
    const auto buttons = window.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->isVisible() && QString(button->text()).remove(u'&') == text)
            return button;
    }
    return nullptr;
}

}
