#include "ui/common/MessageBar.h"

#include <QAccessible>

namespace gatehouse {

MessageBar::MessageBar(QWidget *parent) : KMessageWidget(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    hide();
}

void MessageBar::showError(const gatehouse::Error &error)
{
    showText(error.kind == gatehouse::Error::Kind::Cancelled ? Information : MessageType::Error, error.text);
}

void MessageBar::showText(MessageType type, const QString &text)
{
    setMessageType(type);
    setText(text);
    show();
    QAccessibleAnnouncementEvent announcement(this, text);
    QAccessible::updateAccessibility(&announcement);
}

void MessageBar::dismiss()
{
    hide();
}

}
