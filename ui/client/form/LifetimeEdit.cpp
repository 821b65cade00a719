#include "ui/client/form/LifetimeEdit.h"

#include "domain/DurationText.h"

namespace gatehouse {

namespace {

bool isNumber(const QVariant &value)
{
    return !value.isNull() && value.typeId() != QMetaType::QString;
}

QString shown(const QVariant &value)
{
    return isNumber(value) ? durationText(value.toInt()) : value.toString();
}

}

LifetimeEdit::LifetimeEdit(QWidget *parent) : LineEdit(parent)
{
    setClearButtonEnabled(true);
    setPlaceholderText(tr("the server's own"));
    connect(this, &QLineEdit::editingFinished, this, &LifetimeEdit::showInWords);
}

QVariant LifetimeEdit::value() const
{
    if (text().trimmed().isEmpty())
        return {};
    const auto seconds = secondsIn(text());
    return seconds ? QVariant(*seconds) : QVariant(text());
}

void LifetimeEdit::setValue(const QVariant &value)
{
    if (shown(value) != shown(this->value()))
        setText(shown(value));
}

void LifetimeEdit::showInWords()
{
    if (isNumber(value()))
        setText(shown(value()));
}

}
