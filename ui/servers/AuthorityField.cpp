#include "ui/servers/AuthorityField.h"

#include "domain/rules/StorableText.h"
#include "services/import/PipeInput.h"
#include "ui/common/Icons.h"
#include "ui/consent/Background.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

namespace {

Result<QByteArray> contentOf(const QString &path)
{
    return readPipe(path, longestStoredText, {}).transform_error([&](Error error) {
        error.text = AuthorityField::tr("File \"%1\" cannot be read: %2.").arg(path, error.text);
        return error;
    });
}

}

AuthorityField::AuthorityField(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel)
    , m_choose(new QPushButton(icons::themed("document-open"), tr("C&hoose…")))
    , m_remove(new QPushButton(icons::themed("edit-delete"), tr("Remo&ve")))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_choose->setAccessibleName(tr("Choose certificate authority"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_text, 1);
    layout->addWidget(m_choose);
    layout->addWidget(m_remove);
    setFocusProxy(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &AuthorityField::browse);
    connect(m_remove, &QPushButton::clicked, this, &AuthorityField::remove);
    display({});
}

void AuthorityField::display(const QByteArray &pem)
{
    const auto certificates = pem.count("-----BEGIN CERTIFICATE-----");
    m_text->setText(pem.isEmpty() ? tr("Those that this computer trusts")
                                  : tr("%n certificate(s) of your own", nullptr, int(certificates)));
    m_remove->setVisible(!pem.isEmpty());
}

void AuthorityField::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose the certificate of the authority"), {},
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &AuthorityField::read);
    dialog->open();
}

void AuthorityField::read(const QString &path)
{
    background::run(
        this, [path] { return contentOf(path); },
        [this](const Result<QByteArray> &pem) {
            if (pem)
                Q_EMIT chosen(*pem);
            else
                Q_EMIT notRead(pem.error().text);
        });
}

void AuthorityField::remove()
{
    Q_EMIT chosen({});
}

}
