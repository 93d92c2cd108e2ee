<#
.SYNOPSIS
    Installs the dispatcher as a Windows service.
.DESCRIPTION
    Registers the service Outbox under a virtual account of its own (NT SERVICE\Outbox) that has no password and no rights
    but those given here: to read the program and its settings. The API key goes into a file that only that account,
    SYSTEM and administrators can read, and never into the registry or a command line. Running it again brings an
    installed service to what the parameters say.

    A database on this machine is reached with Windows authentication as NT SERVICE\Outbox; on another machine as this
    computer's account (DOMAIN\COMPUTER$), or by a login in the connection string.
.PARAMETER Program
    The folder with outbox.exe.
.PARAMETER Connection
    The connection string of the shop's database. It is kept like the key.
.PARAMETER Region
    Customer.io's region: us or eu.
.PARAMETER SiteId
    The site id of the Tracking API key.
.PARAMETER ApiKey
    The Tracking API key; asked for where it is left out.
.PARAMETER HealthUrl
    Where health and metrics are served, or off.
.PARAMETER Settings
    The folder for settings and secrets.
.EXAMPLE
    .\Install-Outbox.ps1 -Connection 'Server=.;Database=Shop;Integrated Security=true' -Region eu -SiteId abc123
.EXAMPLE
    .\Install-Outbox.ps1 -Connection 'Server=.;Database=Shop;Integrated Security=true' -Region eu -SiteId abc123 -WhatIf
    Says what would be done and changes nothing.
#>
#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Program = (Join-Path $env:ProgramFiles 'Outbox'),
    [Parameter(Mandatory)] [string] $Connection,
    [Parameter(Mandatory)] [ValidateSet('us', 'eu')] [string] $Region,
    [Parameter(Mandatory)] [string] $SiteId,
    [securestring] $ApiKey,
    [string] $HealthUrl = 'http://127.0.0.1:7273',
    [string] $Settings = (Join-Path $env:ProgramData 'Outbox')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$name = 'Outbox'
$account = "NT SERVICE\$name"
$exe = Join-Path $Program 'outbox.exe'
$secrets = Join-Path $Settings 'secrets'
$config = Join-Path $Settings 'appsettings.json'

if (-not (Test-Path -LiteralPath $exe -PathType Leaf)) {
    throw "There is no outbox.exe in $Program. Unpack the release there, or give -Program."
}
if (-not $ApiKey) {
    $ApiKey = Read-Host -AsSecureString -Prompt 'Tracking API key'
}

# sc.exe and not New-Service: only it takes a virtual account, which has no password.
function Invoke-ServiceControl {
    param([string[]] $Arguments)
    & sc.exe @Arguments | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "sc.exe $($Arguments[0]) failed with exit code $LASTEXITCODE."
    }
}

# Only this file's owner, the service and administrators: inherited rights go.
function Protect-Folder {
    param([string] $Path, [string] $Reader)
    & icacls.exe $Path /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' "${Reader}:(OI)(CI)RX" | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "icacls.exe failed on $Path with exit code $LASTEXITCODE."
    }
}

# Without a line break or a byte order mark, either of which would belong to the value.
function Write-Secret {
    param([string] $Key, [string] $Value)
    [System.IO.File]::WriteAllText((Join-Path $secrets $Key), $Value, (New-Object System.Text.UTF8Encoding $false))
}

if ($PSCmdlet.ShouldProcess($name, 'Install the service')) {
    $service = Get-Service -Name $name -ErrorAction SilentlyContinue
    if ($service) {
        Stop-Service -Name $name
    }
    else {
        Invoke-ServiceControl @('create', $name, 'binPath=', "`"$exe`" run --config `"$config`"", 'start=', 'delayed-auto', 'obj=', $account)
    }

    Invoke-ServiceControl @('config', $name, 'binPath=', "`"$exe`" run --config `"$config`"", 'start=', 'delayed-auto', 'obj=', $account)
    Invoke-ServiceControl @('description', $name, 'Carries events from the shop''s SQL database to Customer.io.')
    # Whatever is down comes back one day: started anew after 5, 30 and then every 60 seconds.
    Invoke-ServiceControl @('failure', $name, 'reset=', '3600', 'actions=', 'restart/5000/restart/30000/restart/60000')
    # An exit code that is not 0 counts as a failure too, and not a crash alone.
    Invoke-ServiceControl @('failureflag', $name, '1')

    New-Item -ItemType Directory -Force -Path $Settings, $secrets | Out-Null
    Protect-Folder -Path $Settings -Reader $account
    Protect-Folder -Path $secrets -Reader $account

    @{ Outbox = @{ CustomerIo = @{ Region = $Region; SiteId = $SiteId }; Health = @{ Url = $HealthUrl } } } |
        ConvertTo-Json -Depth 4 |
        Set-Content -LiteralPath $config -Encoding ASCII

    $pointer = [System.Runtime.InteropServices.Marshal]::SecureStringToBSTR($ApiKey)
    try {
        Write-Secret -Key 'OUTBOX__CUSTOMERIO__APIKEY' -Value ([System.Runtime.InteropServices.Marshal]::PtrToStringBSTR($pointer))
    }
    finally {
        [System.Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer)
    }
    Write-Secret -Key 'OUTBOX__CONNECTION' -Value $Connection

    # The service's own environment: where its secrets are, and nothing that is one.
    New-ItemProperty -Path "HKLM:\SYSTEM\CurrentControlSet\Services\$name" -Name Environment -PropertyType MultiString -Force `
        -Value @("OUTBOX_SECRETS=$secrets", 'DOTNET_EnableDiagnostics=0') | Out-Null

    Start-Service -Name $name
    Get-Service -Name $name
}
