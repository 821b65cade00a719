#pragma once

#include "../support/CertificateStorage.h"
#include "store/DatabaseThread.h"
#include "store/edit/EditSession.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QLabel>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

namespace gatehouse::test {

/// A database of its own for one test of a page.
class PageFixture
{
public:
    PageFixture()
        : m_url(*DatabaseUrl::parse(QStringLiteral("sqlite:") +
                                    m_folder.filePath(QStringLiteral("gui.sqlite"))))
    {
        if (const auto opened = m_database.open(m_url).result(); !opened)
            qFatal("%s", qPrintable(opened.error().text));
        if (const auto chosen = m_database.run(chooseCertificateStorage).result(); !chosen)
            qFatal("%s", qPrintable(chosen.error().text));
    }

    DatabaseThread &database() { return m_database; }
    const DatabaseUrl &url() const { return m_url; }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// What another administrator does, with a connection of their own: `change(EditSession &)` gives a
    /// Result.
    template<typename Change>
    auto elsewhere(Change &&change)
    {
        auto database = Database::open(m_url, Database::IfMissing::Refuse);
        auto session = database.and_then([](Database &opened) { return EditSession::begin(opened); });
        if (!session)
            qFatal("%s", qPrintable(session.error().text));
        auto outcome = change(*session);
        if (outcome && !session->commit())
            qFatal("The other administrator could not commit.");
        return outcome;
    }

    /// What is stored now: `load(Database &)` gives a Result.
    template<typename Load>
    auto stored(Load &&load)
    {
        return m_database.run(std::forward<Load>(load)).result().value();
    }

    /// Holds the database back until the semaphore is released, so that a save stays under way.
    void holdBack(QSemaphore &gate)
    {
        m_database.run([&gate](Database &) -> Result<void> {
            gate.acquire();
            return {};
        });
    }

private:
    QTemporaryDir m_folder;
    DatabaseUrl m_url;
    DatabaseThread m_database;
};

inline QString plain(QString text)
{
    return text.remove(u'&');
}

/// The widget that the label names, as a person or a screen reader finds it; null when there is none.
template<typename Widget>
Widget *field(const QWidget &page, const QString &label)
{
    for (const QLabel *candidate : page.findChildren<QLabel *>()) {
        if (plain(candidate->text()) == label + u':')
            return qobject_cast<Widget *>(candidate->buddy());
    }
    for (auto *button : page.findChildren<QAbstractButton *>()) {
        if (plain(button->text()) == label)
            return qobject_cast<Widget *>(button);
    }
    for (auto *widget : page.findChildren<Widget *>()) {
        if (widget->accessibleName() == label)
            return widget;
    }
    return nullptr;
}

/// A part of a larger widget, as the button that closes a message.
inline bool isPart(const QWidget &widget)
{
    const QWidget *parent = widget.parentWidget();
    return parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
           parent->inherits("KMessageWidget");
}

/// Everything that a person who uses the keyboard or a screen reader would miss.
inline QStringList accessibilityFaults(const QWidget &page)
{
    QStringList faults;
    QHash<QKeySequence, QString> mnemonics;
    QSet<const QWidget *> labelled;
    const auto addMnemonic = [&](const QString &text) {
        const QKeySequence key = QKeySequence::mnemonic(text);
        if (key.isEmpty())
            faults << QStringLiteral("no mnemonic: %1").arg(text);
        else if (mnemonics.contains(key))
            faults << QStringLiteral("same mnemonic: %1, %2").arg(text, mnemonics.value(key));
        mnemonics.insert(key, text);
    };
    for (const QLabel *label : page.findChildren<QLabel *>()) {
        // A screen reader is told of a label only by its siblings.
        if (label->buddy() && label->buddy()->parentWidget() == label->parentWidget())
            labelled << label->buddy();
        const bool takesFocus = label->buddy() && label->buddy()->focusPolicy() & Qt::TabFocus;
        if (takesFocus && !label->buddy()->inherits("QAbstractButton"))
            addMnemonic(label->text());
    }
    for (const auto *button : page.findChildren<QAbstractButton *>()) {
        if (button->focusPolicy() != Qt::NoFocus && !button->text().isEmpty() && !isPart(*button))
            addMnemonic(button->text());
    }
    for (const char *type : {"QLineEdit", "QSpinBox", "QComboBox"}) {
        for (const auto *widget : page.findChildren<QWidget *>()) {
            if (widget->inherits(type) && !isPart(*widget) && !labelled.contains(widget) &&
                widget->accessibleName().isEmpty())
                faults
                    << QStringLiteral("no label: %1 %2").arg(QLatin1StringView(type), widget->objectName());
        }
    }
    for (const auto *view : page.findChildren<QAbstractItemView *>()) {
        if (view->focusPolicy() != Qt::NoFocus && view->accessibleName().isEmpty() &&
            !view->inherits("QHeaderView") && !view->inherits("QComboBoxListView") &&
            !labelled.contains(view))
            faults << QStringLiteral("no accessible name: %1")
                          .arg(QLatin1StringView(view->metaObject()->className()));
    }
    return faults;
}

}
