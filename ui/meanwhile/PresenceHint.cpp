#include "ui/meanwhile/PresenceHint.h"

#include "ui/common/Icons.h"
#include "ui/common/PlainToolTips.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype mostNamed = 3;

/// Of today the time is enough.
QString sinceText(const QDateTime &since)
{
    const QDateTime local = since.toLocalTime();
    return local.date() == QDate::currentDate() ? QLocale().toString(local.time(), QLocale::ShortFormat)
                                                : QLocale().toString(local, QLocale::ShortFormat);
}

QString textOf(const Presence &one, const QString &userId)
{
    if (one.userId == userId) {
        return one.isEditing ? PresenceHint::tr("You are editing this in another window since %1")
                                   .arg(sinceText(one.since))
                             : PresenceHint::tr("You have this open in another window");
    }
    return one.isEditing
               ? PresenceHint::tr("%1 is editing this since %2").arg(one.userId, sinceText(one.since))
               : PresenceHint::tr("%1 has this open").arg(one.userId);
}

QString textOf(const QList<Presence> &others, const QString &userId)
{
    QStringList texts;
    for (const Presence &one : others.first(std::min(others.size(), mostNamed)))
        texts << textOf(one, userId);
    if (others.size() > mostNamed)
        texts << PresenceHint::tr("%n more", nullptr, int(others.size() - mostNamed));
    return texts.join(u" · "_s);
}

QString machinesOf(const QList<Presence> &others)
{
    QStringList lines;
    for (const Presence &one : others)
        lines << PresenceHint::tr("%1 on %2, since %3").arg(one.userId, one.machine, sinceText(one.since));
    return lines.join(u'\n');
}

}

PresenceHint::PresenceHint(QWidget *parent) : QWidget(parent), m_icon(new QLabel), m_text(new QLabel)
{
    const int extent = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(icons::themed("user-identity").pixmap(extent));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    hide();
}

void PresenceHint::display(const QList<Presence> &others, const QString &userId)
{
    const QString text = textOf(others, userId);
    const QString machines = machinesOf(others);
    setToolTip(plainToolTip(machines));
    m_text->setAccessibleDescription(machines);
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    QAccessibleAnnouncementEvent announcement(m_text, text);
    QAccessible::updateAccessibility(&announcement);
}

}
